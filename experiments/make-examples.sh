#!/bin/sh
# Makes the worked examples of this folder anew. Run it where they should differ: after a change of results or of files.
# ASSAY names the program; by default the one of this clone.
set -eu
cd "$(dirname "$0")/.."
ASSAY=${ASSAY:-"node bin/assay.js"}
rm -rf experiments/example-*

run() { $ASSAY "$@" --format ids -q; }

# Who will not pay back? Two classes, one of them rare.
run eda loans -t default -x example-loans --note "look first"
run validate loans -x example-loans
run cv loans -t default -x example-loans -m dummy,naive-bayes,logistic,tree --sampler none,smote --tag board
run cv loans -t default -x example-loans -m logistic --class-weight balanced --require 'f1>=0.45' --tag champion
run tune loans -t default -x example-loans -m tree --search grid -p max_depth=3,5,8 -p min_samples_leaf=5,50
run train loans -t default -x example-loans -m logistic --class-weight balanced
run predict example-loans/last:train loans
# What is a search worth? Its best flatters; each fold scored by a search of its own does not.
run cv loans -t default -x example-loans -m tree --nested 5x3 --trials 10 --tag nested
# The cut and the probabilities of a model, chosen inside the training rows.
run cv loans -t default -x example-loans -m naive-bayes --threshold f1 --calibrate isotonic --tag chosen-inside

# What is a house worth? A number.
run cv houses -t price -x example-houses -m dummy,ridge,knn,tree --tag board
# The same on later sales than those it learned from.
run cv houses -t price -x example-houses -m ridge --time sold --tag in-time

# Which kind of customer is it? Four classes; the column that marks outliers is no feature.
run cv customers -t segment -x example-customers -m naive-bayes,logistic --drop outlier
