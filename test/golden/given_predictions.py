"""Estimators that answer with predictions made elsewhere, so that MAPIE works on the very numbers assay has."""

import numpy as np
from sklearn.base import BaseEstimator, ClassifierMixin, RegressorMixin


class Given(BaseEstimator):
    """A row is its fold (-1: none), then what each fold's fit predicts of it. Fitted without a fold it is that fold's fit."""

    def __init__(self, folds=1, width=1):
        self.folds = folds
        self.width = width

    def fit(self, X, y):
        seen = set(X[:, 0].astype(int))
        missing = [fold for fold in range(self.folds) if fold not in seen]
        self.fold_ = missing[0] if missing else 0
        self.n_features_in_ = X.shape[1]
        if self.width > 1:
            self.classes_ = np.arange(self.width)
        return self

    def output(self, X):
        start = 1 + self.fold_ * self.width
        return X[:, start : start + self.width]


class GivenNumbers(RegressorMixin, Given):
    def predict(self, X):
        return self.output(X)[:, 0]


class GivenClasses(ClassifierMixin, Given):
    def predict_proba(self, X):
        return self.output(X)

    def predict(self, X):
        return self.output(X).argmax(axis=1)
