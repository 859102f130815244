"""What the text says: taggings, entities, events and the word of the editor."""
