"""What goes on by itself: inside the web application by default."""
