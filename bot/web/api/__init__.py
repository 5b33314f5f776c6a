"""What the centre's own systems call: `/api/v1`."""
