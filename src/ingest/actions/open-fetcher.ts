import { fail } from '#kernel/error'
import { bucketFetcher } from './fetch-bucket.js'
import type { Fetcher, FetchPlace } from './fetcher.js'
import { folderFetcher } from './fetch-folder.js'
import { httpFetcher } from './fetch-http.js'
import { databaseFetcher } from './fetch-table.js'

/** The fetcher of a source's connector. @throws AppError CONNECTOR_UPLOAD_ONLY */
export function openFetcher(place: FetchPlace): Fetcher {
  const connector = place.source.connector
  switch (connector?.kind) {
    case 'folder':
      return folderFetcher(place, connector)
    case 'bucket':
      return bucketFetcher(place, connector)
    case 'database':
      return databaseFetcher(place, connector)
    case 'http':
      return httpFetcher(place, connector)
    case 'upload':
    case undefined:
      return fail('CONNECTOR_UPLOAD_ONLY', { source: place.sourceKey }, 'connector')
  }
}
