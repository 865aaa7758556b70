import type { RoomPages } from '../../ui/page/room-page.js'

export const eventsPages: RoomPages = { section: 'data', words: 'events', pages: [] }
