"""疑难杂症事项专项库: hard matters, how they are handled, what solved them."""
