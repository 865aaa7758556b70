import type { Actor } from '#platform/access/contract'

/** Who keeps files that connectors bring, and runs what is due: the product itself, named in every record. */
export const fetchActor: Actor = {
  id: 'system:schedule',
  name: '定时取数 Schedule',
  kind: 'system',
  roles: [],
  permissions: ['data.read', 'data.load'],
  scope: { orgPaths: [], masking: 'masked', minCell: 0 },
}
