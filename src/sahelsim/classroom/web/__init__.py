"""The pages of a class: plain HTML from the server, and a small script that asks whether it moved on."""
