"""What the machine under the bot gives: room on the disk, connections of bounded patience, and the right to serve alone."""
