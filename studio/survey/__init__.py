"""What is known of nodes beyond the document: state, problems, pictures, what flows. Panels read it here."""
