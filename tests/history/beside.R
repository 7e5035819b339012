# Fits what tests/history/beside-r.test.ts asks of `fitSpec`, on the shipped tables in the folder given: one line of numbers for each name.
if (!suppressWarnings(require(survival, quietly = TRUE))) quit(status = 3)
folder <- commandArgs(trailingOnly = TRUE)[1]
table <- function(name) read.csv(gzfile(file.path(folder, paste0(name, ".csv.gz"))))
wars <- table("wars"); spells <- table("alliances")
say <- function(name, v) cat(name, formatC(as.numeric(v), digits = 17, format = "g"), "\n")
fit <- function(name, f) { say(paste0(name, ".b"), coef(f)); say(paste0(name, ".logLik"), tail(as.numeric(f$loglik), 1)) }
se <- function(f) sqrt(diag(vcov(f)))
for (link in c("logit", "probit")) {
  f <- glm(won ~ obliged_fought + initiator + post45, binomial(link), wars, control = glm.control(epsilon = 1e-15, maxit = 100))
  f$loglik <- logLik(f); fit(link, f); say(paste0(link, ".model"), se(f))
}
tight <- coxph.control(eps = 1e-14, iter.max = 100, toler.chol = 1e-15)
clogitOf <- function(...) clogit(won ~ initiator + partners + strata(war), wars, control = tight, ...)
f <- clogitOf(method = "exact"); fit("clogit", f); say("clogit.model", se(f))
for (ties in c("efron", "breslow")) {
  cox <- function(...) coxph(Surv(years, ended) ~ e1 + e2 + e3 + bilat + wartime, spells, ties = ties, control = tight, ...)
  f <- cox(); fit(ties, f); say(paste0(ties, ".model"), se(f)); say(paste0(ties, ".cluster"), se(cox(cluster = spells$begyr)))
}
weibull <- function(...) survreg(Surv(years, ended) ~ e2 + e3 + bilat, spells, dist = "weibull", control = survreg.control(rel.tolerance = 1e-14, maxiter = 200), ...)
f <- weibull(); say("weibull.b", c(coef(f), log(f$scale))); say("weibull.logLik", f$loglik[2]); say("weibull.model", se(f)); say("weibull.cluster", se(weibull(robust = TRUE, cluster = spells$begyr)))
k <- survfit(Surv(years, ended) ~ 1, spells, conf.type = "log-log")
say("km.survival", k$surv); say("km.low", k$lower); say("km.high", k$upper)
