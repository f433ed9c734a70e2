"""Performance: the multi-agency data set. What is measured, the figures of each period as they were
first seen and as they were mended, signal told from noise, and no child made out (R9.1, R10.2)."""
