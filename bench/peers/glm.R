# Times R's glm on the matrix of the benchmark: `Rscript glm.R FILE`. Prints JSON.
path <- commandArgs(trailingOnly = TRUE)[1]
d <- read.csv(path)
x <- as.matrix(d[, -1])
one <- function() { before <- proc.time(); f <- glm.fit(x, d$y, family = binomial()); after <- proc.time(); c(sum((after - before)[c(1, 2)]), f$deviance, f$iter) }
runs <- sapply(1:3, function(i) one())
cat(sprintf('{"found": true, "version": "%s", "ms": %.1f, "deviance": %.9f, "iterations": %d}\n', getRversion(), 1000 * min(runs[1, ]), runs[2, 1], runs[3, 1]))
