/** The mark: a loop that closes on its customer. */
export function Mark() {
  return (
    <svg className="mark" viewBox="0 0 32 32" width="24" height="24" aria-hidden="true">
      <circle
        cx="16"
        cy="16"
        r="11"
        fill="none"
        stroke="currentColor"
        strokeWidth="4"
        strokeDasharray="54 15.1"
        transform="rotate(-62 16 16)"
      />
      <circle cx="16" cy="16" r="4" fill="#C8741A" />
      <path d="M21 21l7 7" stroke="currentColor" strokeWidth="4" strokeLinecap="round" />
    </svg>
  )
}
