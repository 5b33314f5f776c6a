"""Where members talk: WeChat's pushes, and the web chat."""
