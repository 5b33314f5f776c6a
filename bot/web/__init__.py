"""The web application: WeChat's entrance, the web chat, the identity page, and the action endpoint."""
