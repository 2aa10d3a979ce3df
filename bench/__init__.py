"""`./run bench`: what pages, the release clock and the PDF cost at a large programme's size."""
