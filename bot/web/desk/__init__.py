"""The pages and the JSON API of the staff console, below /console."""
