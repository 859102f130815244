"""Makes the pipelines that Newsroom ships: an encoder fine-tuned for names, and a small CNN for small machines."""
