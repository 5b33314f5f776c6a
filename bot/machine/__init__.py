"""What the machine under the bot gives: room on the disk, lines to PostgreSQL, and the right to serve alone."""
