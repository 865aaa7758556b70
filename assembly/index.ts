// The heavy loops of kernel/learn, in AssemblyScript with SIMD over one shared memory. Each kernel takes its part and the
// number of parts first, then addresses (bytes) and sizes; it writes nothing another part writes.
export { probe } from './probe'
export { binColumn, rowMajorBins } from './bins'
export { gradients, softmax, classGradients } from './gradients'
export { entries, histogram, countRows, countLeft, partition, joinSides } from './histogram'
export { settle } from './split'
export { sumEntries, addToRows, addTree, narrowUp, scoreTrees } from './trees'
export { spreadRows, rowMoments, assignRows, hamerlyRows, addChanges } from './kmeans'
export { inertiaOfRows, trySeeds, takeSeeds } from './distances'
export { standardRows, columnMoments, logisticPass, curvatureRows } from './logistic'
export { logisticNarrow } from './logistic-narrow'
export { bitsetProgram, bitsetBoth, bitsetThree, bitsetFill, bitsetRegions } from './bitsets'
