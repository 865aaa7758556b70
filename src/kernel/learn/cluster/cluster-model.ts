import { sql, type Sql } from '#kernel/sql'
import type { Matrix } from '../data/matrix.js'
import type { Feature } from '../model/fitted.js'
import { assignClusters, kMeansModel, type KMeansModel } from './kmeans-model.js'
import { mixtureModel, type MixtureModel } from './mixture-model.js'
import { prototypeModel, type PrototypeModel } from './prototype-model.js'

/** How clusters are found; mini-batches end in a k-means model too. */
export type ClusterKernel = 'kmeans' | 'kmeans-minibatch' | 'kprototypes' | 'gaussian-mixture'

/** Fitted clusters of any kernel: plain data. */
export type ClusterModel = KMeansModel | PrototypeModel | MixtureModel

/** How many clusters a model has. */
export function clustersOf(model: ClusterModel): number {
  return model.kind === 'gaussian_mixture' ? model.components.length : model.centres.length
}

/**
 * Cluster of every prepared row: nearest centre (k-means), least squared distance plus gamma for each differing category
 * (k-prototypes), likeliest component (mixture); the first of equals. Errors: those of the model's kind.
 */
export function clusterLabels(model: ClusterModel, matrix: Matrix): Int32Array {
  switch (model.kind) {
    case 'kmeans':
      return assignClusters(model, matrix)
    case 'k_prototypes':
      return Int32Array.from(prototypeModel.score(model, matrix))
    case 'gaussian_mixture':
      return Int32Array.from(mixtureModel.score(model, matrix))
  }
}

/** The same as an expression of the engine over prepared columns. */
export function clusterLabelSql(model: ClusterModel, column: (feature: Feature) => Sql): Sql {
  switch (model.kind) {
    case 'kmeans':
      return kMeansModel.sql(model, column)
    case 'k_prototypes':
      return sql`toFloat64(${prototypeModel.sql(model, column)})`
    case 'gaussian_mixture':
      return sql`toFloat64(${mixtureModel.sql(model, column)})`
  }
}
