"""Line of sight: from the Executive down to the evidence of every promise, in few clicks (R0.2)."""
