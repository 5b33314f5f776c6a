"""Says things through WeChat: rendering, customer-service messages, templates and media."""
