import type { RoomPages } from '../../ui/page/room-page.js'

export const qualityPages: RoomPages = { section: 'data', words: 'quality', pages: [] }
