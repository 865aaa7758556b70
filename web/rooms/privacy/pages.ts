import type { RoomPages } from '../../ui/page/room-page.js'

export const privacyPages: RoomPages = { section: 'data', words: 'privacy', pages: [] }
