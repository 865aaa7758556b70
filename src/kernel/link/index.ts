export { createSets, type Sets } from './cluster.js'
export { fieldWeight, matchProbability, matchWeight, patternCode, patternLevels, type FieldModel, type LinkField, type LinkModel, type PatternCount } from './model.js'
export { levelCounts, levelShares, settleModel, trainMatches, type SettleOptions, type TrainingOptions, type TrainingSession } from './train.js'
