"""The views, one module a page family: each fetches, does one deed and renders one dict."""
