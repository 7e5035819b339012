# Values that the statistics are tested against: `Rscript tests/stats/reference.R > tests/stats/reference.json`.
# Made with R 4.2.2 and survival 3.5-3. The data come from a congruential series that both sides compute.
library(survival)
series <- function(seed, n) { x <- seed; out <- numeric(n); for (i in 1:n) { x <- (16807 * x) %% 2147483647; out[i] <- x / 2147483647 }; out }
n <- 240
u <- matrix(series(42, n * 6), ncol = 6, byrow = TRUE)
x1 <- u[, 1] * 4 - 2
x2 <- ifelse(u[, 2] < 0.4, 1, 0)
y <- as.numeric(u[, 3] < plogis(-0.5 + 0.8 * x1 - 0.7 * x2))
time <- ceiling(-log(u[, 4]) * 10 * exp(0.4 * x1 - 0.3 * x2))
ended <- as.numeric(u[, 5] < 0.7)
cause <- ifelse(ended == 1, ifelse(u[, 6] < 0.6, 1, 2), 0)
set <- floor((0:(n - 1)) / 12)
w <- floor(u[, 6] * 3)
num <- function(v) paste0("[", paste(ifelse(is.na(v), "null", formatC(v, digits = 17, format = "g")), collapse = ","), "]")
out <- list()
say <- function(name, v) out[[name]] <<- num(as.numeric(v))
tight <- glm.control(epsilon = 1e-15, maxit = 100)
for (link in c("logit", "probit")) {
  g <- glm(y ~ x1 + x2, family = binomial(link), control = tight)
  say(paste0(link, ".b"), coef(g)); say(paste0(link, ".se"), sqrt(diag(vcov(g)))); say(paste0(link, ".loglik"), logLik(g))
}
g <- glm(y ~ x1 + x2, family = binomial(), weights = w, control = tight)
say("weighted.b", coef(g)); say("weighted.se", sqrt(diag(vcov(g))))
tightcox <- coxph.control(eps = 1e-14, iter.max = 100, toler.chol = 1e-15)
for (ties in c("efron", "breslow")) {
  f <- coxph(Surv(time, ended) ~ x1 + x2, ties = ties, control = tightcox)
  say(paste0(ties, ".b"), coef(f)); say(paste0(ties, ".se"), sqrt(diag(vcov(f)))); say(paste0(ties, ".loglik"), f$loglik)
  say(paste0(ties, ".score"), residuals(f, "score")[1:8, ])
}
f <- coxph(Surv(time, ended) ~ x1 + x2, control = tightcox)
z <- cox.zph(f)
say("zph", t(z$table[, c("chisq", "p")]))
f <- coxph(Surv(time, ended) ~ x1 + strata(x2), control = tightcox); say("strata.b", coef(f)); say("strata.loglik", f$loglik)
f <- clogit(y ~ x1 + x2 + strata(set), method = "exact", control = tightcox); say("clogit.b", coef(f)); say("clogit.se", sqrt(diag(vcov(f)))); say("clogit.loglik", f$loglik)
# Errors where rows go together. `cut` crosses the sets; the members are seven and eleven others; `dyadic` sums the influence of rows over members, less over pairs.
row <- 0:(n - 1); cut <- floor(u[, 6] * 9); one <- row %% 7; two <- (row * 3) %% 11 + 7; pair <- one * 20 + two
dyadic <- function(D) { by <- function(g) crossprod(rowsum(D, g)); m <- rowsum(rbind(D, D), c(one, two)); sqrt(diag(crossprod(m) - by(pair))) }
robust <- function(name, fit, D) { for (g in c("sets", "cut")) say(paste0(name, ".", g), sqrt(diag(vcov(fit(if (g == "sets") set else cut))))); say(paste0(name, ".dyadic"), dyadic(D)) }
for (ties in c("efron", "breslow")) robust(ties, function(g) coxph(Surv(time, ended) ~ x1 + x2, ties = ties, cluster = g, control = tightcox), residuals(coxph(Surv(time, ended) ~ x1 + x2, ties = ties, control = tightcox), "dfbeta"))
single <- as.numeric(u[, 3] == ave(u[, 3], set, FUN = max))
robust("clogit.single", function(g) clogit(single ~ x1 + x2 + strata(set), method = "efron", cluster = g, control = tightcox), residuals(coxph(Surv(rep(1, n), single) ~ x1 + x2 + strata(set), control = tightcox), "dfbeta"))
# The survival package has no robust errors of the exact form: the chances of rows come from all choices, one by one.
f <- clogit(y ~ x1 + x2 + strata(set), method = "exact", control = tightcox); X <- cbind(x1, x2); D <- matrix(0, n, 2)
for (s in unique(set)) { own <- which(set == s); d <- sum(y[own]); if (d == 0 || d == length(own)) next
  all <- combn(length(own), d); w <- exp(colSums(matrix((X[own, ] %*% coef(f))[all], nrow = d))); chance <- sapply(seq_along(own), function(i) sum(w[colSums(all == i) > 0])) / sum(w)
  D[own, ] <- (y[own] - chance) * sweep(X[own, ], 2, colSums(chance * X[own, ]) / d) }
D <- D %*% vcov(f); for (g in c("sets", "cut")) say(paste0("clogit.many.", g), sqrt(diag(crossprod(rowsum(D, if (g == "sets") set else cut))))); say("clogit.many.dyadic", dyadic(D))
weib <- function(...) survreg(Surv(time, ended) ~ x1 + x2, dist = "weibull", control = survreg.control(rel.tolerance = 1e-14, maxiter = 200), ...)
robust("weibull", function(g) weib(robust = TRUE, cluster = g), residuals(weib(), "dfbeta"))
s <- survreg(Surv(time, ended) ~ x1 + x2, dist = "weibull", control = survreg.control(rel.tolerance = 1e-14, maxiter = 200))
say("weibull.b", c(coef(s), log(s$scale))); say("weibull.se", sqrt(diag(vcov(s)))); say("weibull.loglik", s$loglik)
k <- survfit(Surv(time, ended) ~ 1, conf.type = "log-log")
say("km.time", k$time); say("km.surv", k$surv); say("km.se", k$std.err * k$surv); say("km.low", k$lower); say("km.high", k$upper)
q <- quantile(k, c(0.25, 0.5, 0.75)); say("km.quantile", q$quantile); say("km.quantile.low", q$lower); say("km.quantile.high", q$upper)
d <- survdiff(Surv(time, ended) ~ set %% 4); say("logrank", d$chisq)
a <- survfit(Surv(time, factor(cause)) ~ 1); at <- which(a$n.event[, 2] + a$n.event[, 3] > 0)
say("cuminc.time", a$time[at]); say("cuminc.one", a$pstate[at, 2]); say("cuminc.two", a$pstate[at, 3])
p <- c(-38, -20, -8.5, -5.7, -3, -1, -0.5, 0, 0.3, 0.7, 2, 5.6, 6, 9); say("pnorm.at", p); say("pnorm", pnorm(p)); say("pnorm.log", pnorm(c(-60, -38, -36, -20, -1, 3), log.p = TRUE))
p <- c(1e-300, 1e-20, 1e-5, 0.02, 0.3, 0.5, 0.8, 0.999999); say("qnorm.at", p); say("qnorm", qnorm(p))
say("pchisq", c(pchisq(3.2, 1, lower = FALSE), pchisq(70.4, 3, lower = FALSE), pchisq(0.01, 5, lower = FALSE), pchisq(200, 100, lower = FALSE)))
say("qbeta", c(qbeta(0.025, 12, 43), qbeta(0.975, 13, 42), qbeta(0.5, 1, 1), qbeta(0.025, 1, 500), qbeta(0.975, 0.5, 0.5)))
pv <- c(0.01, 0.04, 0.03, 0.005, 0.5, 0.04); say("p", pv); say("holm", p.adjust(pv, "holm")); say("bh", p.adjust(pv, "BH"))
say("exact", c(binom.test(0, 9)$conf.int, binom.test(3, 9)$conf.int, binom.test(9, 9)$conf.int))
say("quantile", quantile(c(5, 1, 4, 2, 8), c(0, 0.1, 0.5, 0.77, 1)))
cat("{\n", paste0("\"", names(out), "\": ", unlist(out), collapse = ",\n"), "\n}\n", sep = "")
