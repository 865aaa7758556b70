// The Sensors SDK on a bank's page, for sdks.mjs to bundle; it puts itself on the window.
import 'sa-sdk-javascript'
