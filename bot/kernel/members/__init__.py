"""Who a member is, the pages they open, and what is shown of them."""
