"""What a reader sees: feeds, articles, pages, search and the API."""
