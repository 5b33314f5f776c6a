"""What members and staff changed, one row for each change, on its way to the centre's own systems."""
