const isForMembers = createRouteMatcher(['/dashboard(.*)', '/members(.*)', '/api/me', '/api/members'])

// A stranger is sent to the sign-in and comes back here; a program is answered with 401.
export default keywrightMiddleware((event) => (isForMembers(event) ? refuseStrangers(event) : undefined))
