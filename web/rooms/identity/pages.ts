import type { RoomPages } from '../../ui/page/room-page.js'

export const identityPages: RoomPages = { section: 'data', words: 'identity', pages: [] }
