"""Makes the pipeline that Newsroom ships: an encoder fine-tuned for names."""
