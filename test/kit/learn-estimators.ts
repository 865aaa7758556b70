import {
  armsLearner,
  armsModel,
  bgNbd,
  bgNbdModel,
  classTransformation,
  coxModel,
  coxRegression,
  discreteHazard,
  discreteHazardModel,
  drLearner,
  gammaGamma,
  gammaGammaModel,
  gaussianMixture,
  kindsOf,
  kPrototypes,
  linearModel,
  logisticRegression,
  mixtureModel,
  multinomialClass,
  multinomialRegression,
  poissonRegression,
  prototypeModel,
  ridgeRegression,
  rLearner,
  scorecard,
  scorecardModel,
  sLearner,
  tLearner,
  upliftForest,
  upliftForestModel,
  upliftModel,
  xLearner,
  type Explanation,
  type Feature,
  type FitOptions,
  type Fitted,
  type Matrix,
  type ModelKind,
} from '#kernel/learn'
import type { Sql } from '#kernel/sql'
import type { Sample } from './learn-sample.js'

/** What every estimator promises, without the type of its model: models pass through as plain data. */
export interface Conformant {
  readonly name: string
  readonly traits: Traits
  fit(sample: Sample, options?: FitOptions): Fitted
  /** The rows of a sample it learns from. */
  rows(sample: Sample): Matrix
  score(model: Fitted, matrix: Matrix): Float64Array
  sql(model: Fitted, column: (feature: Feature) => Sql): Sql
  explain: ((model: Fitted, matrix: Matrix, row: number) => Explanation) | null
}

export interface Traits {
  /** From a score to the units its reasons add up in. */
  readonly link?: (score: number) => number
  /** Takes rows with missing features in training. */
  readonly missing?: boolean
  /** A target that is the same on all rows is refused with this code. */
  readonly constant?: string
  /** Weight 2 is not exactly the row twice, and why. */
  readonly weights?: string
}

const logit = (p: number) => Math.log(p / (1 - p))
const same = (score: number) => score

type Kind<Model extends Fitted> = Pick<ModelKind<Model>, 'score' | 'sql'> &
  Partial<Pick<ModelKind<Model>, 'explain'>>

function line<Model extends Fitted>(
  name: string,
  fit: (sample: Sample, options?: FitOptions) => Model,
  kind: Kind<Model>,
  traits: Traits,
  rows: (sample: Sample) => Matrix = (sample) => sample.matrix,
): Conformant {
  const { explain } = kind
  return {
    name,
    traits,
    fit,
    rows,
    score: (model, matrix) => kind.score(model as Model, matrix),
    sql: (model, column) => kind.sql(model as Model, column),
    explain: explain === undefined ? null : (model, matrix, row) => explain(model as Model, matrix, row),
  }
}

const binary = { link: logit, constant: 'LEARN_LABEL_CONSTANT' }
const lives = ({ time, event }: Sample) => ({ time, event })
const purchases = (sample: Sample) => sample.purchases
const treated = ({ event, label }: Sample) => ({ treatment: event, outcome: label })
const effects = upliftModel(kindsOf({ logistic: linearModel, ridge: linearModel }))
const outcome = { estimator: logisticRegression(), kind: linearModel }
const effect = { estimator: ridgeRegression(), kind: linearModel }
const nuisance = { outcome, effect, propensity: outcome }
const uplift = { link: same, constant: 'LEARN_LABEL_CONSTANT' }
const folds = 'rows are dealt to folds by what stands in them'

/** Every estimator of the library: a new one adds its line, and test/engines/learn-sql and the conformance suite cover it. */
export const estimators: readonly Conformant[] = [
  line('logistic, l2', (s, o) => logisticRegression().fit(s.matrix, s.label, o), linearModel, binary),
  line(
    'logistic, no penalty',
    (s, o) => logisticRegression({ l2: 0 }).fit(s.matrix, s.label, o),
    linearModel,
    binary,
  ),
  line(
    'logistic, elastic net',
    (s, o) => logisticRegression({ l1: 4, l2: 2 }).fit(s.matrix, s.label, o),
    linearModel,
    binary,
  ),
  line('ridge', (s, o) => ridgeRegression().fit(s.matrix, s.real, o), linearModel, {
    link: same,
    constant: 'LEARN_LABEL_CONSTANT',
  }),
  line('Poisson', (s, o) => poissonRegression().fit(s.matrix, s.count, o), linearModel, {
    link: Math.log,
    constant: 'LEARN_LABEL_CONSTANT',
  }),
  line(
    'multinomial',
    (s, o) => multinomialRegression().fit(s.matrix, s.classes, o),
    multinomialClass('high'),
    { constant: 'LEARN_LABEL_CONSTANT' },
  ),
  line('Cox', (s, o) => coxRegression().fit(s.matrix, lives(s), o), coxModel, {
    link: Math.log,
    constant: 'LEARN_NO_EVENT',
    weights: "Efron's ties share their mean weight, as in R",
  }),
  line('discrete hazard', (s, o) => discreteHazard().fit(s.matrix, lives(s), o), discreteHazardModel, {
    constant: 'LEARN_NO_EVENT',
  }),
  line('scorecard', (s, o) => scorecard().fit(s.matrix, s.label, o), scorecardModel, {
    link: same,
    missing: true,
    constant: 'LEARN_LABEL_CONSTANT',
  }),
  line('BG/NBD, alive', (s, o) => bgNbd().fit(s.purchases, null, o), bgNbdModel, {}, purchases),
  line('Gamma-Gamma', (s, o) => gammaGamma().fit(s.purchases, null, o), gammaGammaModel, {}, purchases),
  line('uplift, S', (s, o) => sLearner({ outcome }).fit(s.matrix, treated(s), o), effects, uplift),
  line('uplift, T', (s, o) => tLearner({ outcome }).fit(s.matrix, treated(s), o), effects, uplift),
  line('uplift, X', (s, o) => xLearner({ outcome, effect }).fit(s.matrix, treated(s), o), effects, uplift),
  line('uplift, X confounded', (s, o) => xLearner(nuisance).fit(s.matrix, treated(s), o), effects, uplift),
  line(
    'uplift, class transformation',
    (s, o) => classTransformation({ outcome }).fit(s.matrix, treated(s), o),
    effects,
    uplift,
  ),
  line('uplift, R', (s, o) => rLearner(nuisance).fit(s.matrix, treated(s), o), effects, {
    ...uplift,
    weights: folds,
  }),
  line('uplift, DR', (s, o) => drLearner(nuisance).fit(s.matrix, treated(s), o), effects, {
    ...uplift,
    weights: folds,
  }),
  line(
    'uplift forest',
    (s, o) => upliftForest({ trees: 25, leafRows: 5 }).fit(s.matrix, treated(s), o),
    upliftForestModel,
    { ...uplift, missing: true, weights: 'rows are drawn' },
  ),
  line(
    'uplift, arms',
    (s, o) =>
      armsLearner({ control: 'low', learner: tLearner({ outcome: effect }) }).fit(
        s.matrix,
        { arm: s.classes, outcome: s.real },
        o,
      ),
    armsModel(effects),
    {},
  ),
  line('k-prototypes', (s, o) => kPrototypes({ clusters: 3 }).fit(s.matrix, null, o), prototypeModel, {
    weights: 'starts are drawn',
  }),
  line(
    'Gaussian mixture',
    (s, o) => gaussianMixture().fit(s.purchases, s.label, o),
    mixtureModel,
    {},
    purchases,
  ),
]
