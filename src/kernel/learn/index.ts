export {
  categories,
  categoryColumn,
  columnOf,
  denseRows,
  matrixOf,
  numberColumn,
  numbers,
  takeColumns,
  takeRows,
  type CategoryColumn,
  type Column,
  type Matrix,
  type NumberColumn,
} from './data/matrix.js'
export { createRandom, shuffled, type Random } from './data/random.js'
export { checkBinary, checkLabel, weightsOf, type Estimator, type FitOptions, type Tick } from './data/fit.js'
export {
  alignedColumns,
  featuresOf,
  type Explanation,
  type Feature,
  type Fitted,
  type ModelKind,
  type Reason,
} from './model/fitted.js'
export { type Interval } from './metrics/interval.js'
export { curveOf, rankingOf, totalsOf, type Curve, type Ranking } from './metrics/ranking.js'
export { auc, aucInterval, averagePrecision, gini, ks } from './metrics/discrimination.js'
export { withBootstrap, type BootstrapInterval, type BootstrapOptions } from './metrics/bootstrap.js'
export { brier, logLoss } from './metrics/probability.js'
export { gainAt, liftAt, liftTable, type LiftBand } from './metrics/lift.js'
export {
  stability,
  stabilityBase,
  stabilityCells,
  stabilityOfCells,
  type Stability,
  type StabilityBase,
} from './metrics/stability.js'
export { calibrationTable, type CalibrationBand, type CalibrationTable } from './metrics/calibration.js'
export { calibrate, calibratorSql, fitIsotonic, fitPlatt, type Calibrator } from './metrics/recalibrate.js'
export { binOf, quantileCuts, quantilesOf } from './metrics/quantile.js'
export { logisticRegression, poissonRegression, ridgeRegression } from './linear/estimators.js'
export { type LinearOptions } from './linear/fit.js'
export {
  linearModel,
  linearPredictor,
  type CoefficientTest,
  type LinearEffect,
  type LinearModel,
} from './linear/model.js'
export {
  multinomialClass,
  multinomialRegression,
  multinomialScores,
  type MultinomialModel,
} from './linear/multinomial.js'
export { type EncodePreparation, type Preparation, type PreparationPlan } from './prepare/plan.js'
export { applyPreparation, type Prepared } from './prepare/apply.js'
export {
  applyPipeline,
  fitPipeline,
  type FittedPipeline,
  type Pipeline,
  type PipelineOptions,
} from './prepare/pipeline.js'
export { pipelineSql, printPipeline, type PreparedSql } from './prepare/sql.js'
export { functionOf, kernelFunctions, kernelMemory, singleMachine, type KernelFunction, type Machine } from './machine/machine.js'
export { createArena, type Arena } from './machine/arena.js'
export { type Estimates, parameterIntervals } from './lifetime/estimate.js'
export { bgNbd, bgNbdAlive, bgNbdExpected, bgNbdModel, bgNbdTotal, type BgNbdModel } from './lifetime/bg-nbd.js'
export {
  paretoNbd,
  paretoNbdAlive,
  paretoNbdExpected,
  paretoNbdTotal,
  type ParetoNbdModel,
} from './lifetime/pareto-nbd.js'
export { expectedSpend, gammaGamma, gammaGammaModel, type GammaGammaModel } from './lifetime/gamma-gamma.js'
export { sbg, sbgResidual, sbgRetention, sbgSurvival, type SbgModel } from './lifetime/sbg.js'
export { lifetimeTotal, lifetimeValue, type LifetimeOptions } from './lifetime/value.js'
export { parameterDraws } from './lifetime/draws.js'
export { balanceIncome, type BalanceForecast, type BalanceGroup, type BalanceHistory, type BalanceInput } from './lifetime/balance-income.js'
export { lifetimeForecast } from './lifetime/forecast.js'
export { type ForecastInput, type LifetimeForecast, type PurchaseHistory } from './lifetime/forecast-contract.js'
export { rankCorrelation } from './metrics/rank-correlation.js'
export { scanClocks, type ScanCell, type ScanClock, type ScanOptions, type ScanWindow } from './timing/scan.js'
export { concordance } from './survival/concordance.js'
export { coxModel, coxRegression, coxSurvival, type CoxModel } from './survival/cox.js'
export {
  discreteHazard,
  discreteHazardModel,
  discreteSurvival,
  type DiscreteHazardModel,
} from './survival/discrete-hazard.js'
export { lifeTable, type LifeTable, type Survival } from './survival/history.js'
export {
  kaplanMeier,
  logRank,
  survivalAt,
  type LogRank,
  type SurvivalCurve,
  type SurvivalStep,
} from './survival/kaplan-meier.js'
export {
  type Bin,
  type Binning,
  type BinningOptions,
  type Characteristic,
  type Scaling,
  type Scorecard,
  type Trend,
} from './scorecard/contract.js'
export { levelBinning, optimalBinning } from './scorecard/binning.js'
export { binsOf } from './scorecard/assign.js'
export { scorecard, type ScorecardOptions } from './scorecard/scorecard.js'
export {
  scorecardModel,
  scorecardProbability,
  scorecardReport,
  scorecardStability,
  scorecardTable,
  type ScorecardLine,
  type ScorecardReport,
} from './scorecard/model.js'
export {
  armChances,
  chooseArm,
  learnReward,
  thompson,
  type BernoulliArm,
  type GaussianArm,
  type ThompsonState,
} from './bandit/thompson.js'
export {
  chooseLinUcb,
  learnLinUcb,
  linUcb,
  upperBounds,
  type LinUcbArm,
  type LinUcbState,
  type UpperBound,
} from './bandit/lin-ucb.js'
export { policyValue, type PolicyLog, type PolicyOptions, type PolicyValue } from './bandit/off-policy.js'
export { type AlgorithmPlan, type TrainedModel, type TrainInput, type TrainGround } from './trained/contract.js'
export { amountRange } from './trained/amount.js'
export { trainModel } from './trained/train.js'
export { calibratedSql, explainRows, explainTrained, importanceOf, scoreTrained, toLogit, trainedSql } from './trained/score.js'
export { planShapley, shapleyOf, typicalRow, type ShapleyPlan, type TypicalRow } from './explain/shapley.js'
export { exchanged, exchangeShares } from './explain/exchange.js'
export {
  amountReport,
  groupReport,
  probabilityReport,
  type AmountReport,
  type GroupLine,
  type ProbabilityReport,
} from './trained/report.js'
export { gradientBoosting, type BoostingEstimator } from './boosting/fit.js'
export { type BoostingFitOptions, type BoostingOptions, type Objective, type TreeOptions } from './boosting/options.js'
export { type BoostedModel } from './boosting/model.js'
export { type Tree } from './boosting/tree.js'
export { boostedModel, boostedProbabilities, boostedScores, boostedScoresOn, scoreBoostedOn } from './boosting/boosted-model.js'
export { treeImportance, type Importance } from './boosting/importance.js'
export { querySize } from './boosting/tree-sql.js'
export { kMeans } from './cluster/kmeans.js'
export { type KMeansOptions } from './cluster/kmeans-options.js'
export { assignClusters, kMeansModel, type KMeansModel } from './cluster/kmeans-model.js'
export { contentOrder, dealFolds } from './data/row-order.js'
export {
  type KindOf,
  type Learner,
  type PropensityModel,
  type UpliftFacts,
  type UpliftModel,
  type UpliftParts,
  type UpliftTarget,
} from './uplift/contract.js'
export { overlapOf, type FeatureBalance, type Overlap, type OverlapInput, type OverlapWarning } from './uplift/overlap.js'
export { propensityScores, propensitySql, type PropensityOptions } from './uplift/propensity.js'
export { classTransformation, sLearner, tLearner, xLearner, type EffectOptions, type OutcomeOptions } from './uplift/learners.js'
export { drLearner, rLearner, robustScores } from './uplift/orthogonal.js'
export { kindsOf, untreatedOutcome, untreatedOutcomeSql, upliftModel } from './uplift/model.js'
export { upliftForest, type UpliftForestOptions } from './uplift/forest.js'
export { forestUntreated, forestUntreatedSql, upliftForestModel, type UpliftForest } from './uplift/forest-model.js'
export { type UpliftTree } from './uplift/forest-grow.js'
export { divergence, splitNorm, type UpliftCriterion } from './uplift/criterion.js'
export {
  armEffects,
  armsLearner,
  armsModel,
  bestArms,
  bestArmSql,
  type ArmsModel,
  type ArmsOptions,
  type ArmTarget,
  type ArmWorth,
  type BestArms,
} from './uplift/arms.js'
export { upliftCurveOf, upliftRankingOf, type UpliftCurve, type UpliftRanking } from './uplift/ranking.js'
export { auuc, qini, upliftPoints, type UpliftArea, type UpliftPoint } from './uplift/qini.js'
export { upliftAt, upliftBands, type UpliftBand, type UpliftCalibration } from './uplift/bands.js'
export { upliftInterval, upliftReport, type UpliftReport, type UpliftReportOptions } from './uplift/report.js'
export {
  upliftPolicy,
  upliftPolicyWorth,
  type PolicyEstimate,
  type PolicyRule,
  type PolicyWorth,
  type PolicyWorthOptions,
} from './uplift/policy.js'
export {
  quadrantCounts,
  QUADRANTS,
  quadrantSql,
  quadrantsOf,
  type Quadrant,
  type QuadrantRule,
} from './uplift/quadrant.js'
export {
  TREATED_METHODS,
  type AmountModel,
  type ArmFigures,
  type CampaignBalance,
  type HeldBack,
  type TreatedArm,
  type TreatedMethod,
  type TreatedModel,
  type TreatedPlan,
  type TreatedRows,
  type TreatedScores,
  type TreatedTraining,
} from './treated/contract.js'
export { compareLists, LIST_NAMES, type ListComparison, type ListFigures, type ListName, type ListRows } from './treated/lists.js'
export { type ArmPolicy } from './treated/contract.js'
export { upliftGroups, type UpliftGroupLine } from './treated/groups.js'
export { treatedSql, type TreatedSql } from './treated/sql.js'
export { effectRanges, RANGE_LEVEL, rangeFactors, type EffectRange } from './treated/range.js'
export { bestArmOf, explainTreated, scoreTreated, worthOf } from './treated/score.js'
export { trainTreated, type TreatedInput } from './treated/train.js'
export { randomForest, type ForestOptions } from './forest/forest.js'
export { classForest, classForestClass, classForestScores, type ClassForestModel } from './forest/class-forest.js'
export { forestModel, scoreForestOn, type ForestModel } from './forest/forest-model.js'
export { decisionTree, decisionTreeModel, fidelityOf, type DecisionTreeModel } from './forest/decision-tree.js'
export { leafRules, type LeafCondition, type LeafRule } from './forest/rules.js'
export { logisticRegressionOn } from './machine/logistic.js'
export { adjustedRand, contingencyOf, mutualInformation, type Contingency } from './cluster/agreement.js'
export { calinskiHarabasz, daviesBouldin, silhouette, type Silhouette, type SilhouetteOptions } from './cluster/quality.js'
export { gapStatistic, type Clusterer, type Gap, type GapOptions, type GapStep } from './cluster/gap.js'
export { clusterStability, type ClusterStability, type StabilityOptions } from './cluster/stability.js'
export {
  chooseClusters,
  type ChooseOptions,
  type ClusterCandidate,
  type ClusterChoice,
  type ClusterCriterion,
  type ClusterReason,
} from './cluster/choose.js'
export { clusterLabels, clusterLabelSql, clustersOf, type ClusterKernel, type ClusterModel } from './cluster/cluster-model.js'
export { findClusters, type KernelChoice } from './cluster/find-clusters.js'
export { trainClusters, type ClusterInput, type TrainedClusters } from './cluster/train-clusters.js'
export { type ClusterSurrogate } from './cluster/surrogate.js'
export { kPrototypes, type KPrototypesOptions } from './cluster/prototypes.js'
export { prototypeModel, type PrototypeCentre, type PrototypeModel } from './cluster/prototype-model.js'
export { gaussianMixture, type MixtureOptions } from './cluster/mixture.js'
export {
  mixtureLogDensity,
  mixtureMembership,
  mixtureMembershipSql,
  mixtureModel,
  type MixtureComponent,
  type MixtureModel,
} from './cluster/mixture-model.js'
export { basketOf, interactionsOf, type Interactions, type InteractionTriples } from './recommend/interactions.js'
export { bestItems, type Recommended } from './recommend/recommended.js'
export { itemNeighbours, neighbourReasons, neighbourScores, type NeighbourModel, type NeighbourOptions } from './recommend/item-neighbours.js'
export { alsScorer, fitAls, type AlsModel, type AlsOptions, type AlsScorer } from './recommend/als.js'
export { chainOffers, type ChainInput, type ChainOffer, type Ranker } from './recommend/chain.js'
export {
  type Subgroup,
  type SubgroupCondition,
  type SubgroupOptions,
  type SubgroupResult,
} from './subgroup/contract.js'
export { coverOf, discoverSubgroups } from './subgroup/discover.js'
export { agreement, byEventRate, informationValue, separation, type OutcomeCounts } from './select/counts.js'
export { association, associations, completeLinkage, type CodedColumn } from './select/association.js'
export { distil, type DistilInput, type Distilled, type DistilStep, type OutcomeRows } from './select/distil.js'
export { tradeOff, type TradeOffPoint } from './select/trade-off.js'
export { evidenceLogOdds, weighEvidence, type EvidenceWeight, type WeighedEvidence } from './select/evidence.js'
