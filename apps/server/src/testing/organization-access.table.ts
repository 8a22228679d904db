/**
 * Who may do what in an organization, for every Frontend operation on one: what is promised, written by hand, and held against
 * the server by `organization-access.test.ts`. Columns: a stranger, who administers another organization; the same one
 * astray, who names their own organization with what is in this one; a member whose role allows nothing; members whose roles
 * allow one permission of the system each; an administrator whose session does not meet the policy of the organization.
 *
 * `yes`: done, or refused for another reason. `no`: 403 `missing_organization_permission`. `policy`: 403
 * `organization_policy_unmet`. `404`: as if it were not there.
 */
export const organizationAccess = `
operation                                           stranger astray nothing profile:manage profile:delete memberships:read memberships:manage domains:read domains:manage unmet
getOrganization                                     404      yes    yes     yes            yes            yes              yes                yes          yes            policy
updateOrganization                                  404      yes    no      yes            no             no               no                 no           no             policy
deleteOrganization                                  404      yes    no      no             yes            no               no                 no           no             policy
updateOrganizationLogo                              404      yes    no      yes            no             no               no                 no           no             policy
deleteOrganizationLogo                              404      yes    no      yes            no             no               no                 no           no             policy
getOrganizationPolicy                               404      yes    yes     yes            yes            yes              yes                yes          yes            policy
updateOrganizationPolicy                            404      yes    no      yes            no             no               no                 no           no             policy
deleteOrganizationMemberships                       404      yes    yes     yes            yes            yes              yes                yes          yes            yes
ListOrganizationMemberships                         404      yes    no      no             no             yes              no                 no           no             policy
CreateOrganizationMembership                        404      yes    no      no             no             no               yes                no           no             policy
UpdateOrganizationMembership                        404      404    no      no             no             no               yes                no           no             policy
removeOrganizationMember                            404      404    no      no             no             no               yes                no           no             policy
ListOrganizationRoles                               404      yes    no      no             no             yes              no                 no           no             policy
createOrganizationInvitations                       404      yes    no      no             no             no               yes                no           no             policy
bulkCreateOrganizationInvitations                   404      yes    no      no             no             no               yes                no           no             policy
getOrganizationInvitations                          404      yes    no      no             no             no               yes                no           no             policy
getAllPendingOrganizationInvitations                404      yes    no      no             no             no               yes                no           no             policy
revokePendingOrganizationInvitation                 404      404    no      no             no             no               yes                no           no             policy
resendOrganizationInvitation                        404      404    no      no             no             no               yes                no           no             policy
listOrganizationMembershipRequests                  404      yes    no      no             no             no               yes                no           no             policy
acceptOrganizationMembershipRequest                 404      404    no      no             no             no               yes                no           no             policy
rejectOrganizationMembershipRequest                 404      404    no      no             no             no               yes                no           no             policy
ListOrganizationDomains                             404      yes    no      no             no             no               no                 yes          no             policy
CreateOrganizationDomain                            404      yes    no      no             no             no               no                 no           yes            policy
GetOrganizationDomain                               404      404    no      no             no             no               no                 yes          no             policy
deleteOrganizationDomain                            404      404    no      no             no             no               no                 no           yes            policy
UpdateOrganizationDomainEnrollmentMode              404      404    no      no             no             no               no                 no           yes            policy
prepareOrganizationDomainVerification               404      404    no      no             no             no               no                 no           yes            policy
attemptOrganizationDomainVerification               404      404    no      no             no             no               no                 no           yes            policy
prepareOrganizationDomainOwnershipVerification      404      404    no      no             no             no               no                 no           yes            policy
attemptOrganizationDomainOwnershipVerification      404      404    no      no             no             no               no                 no           yes            policy
createOrganizationDomainsBulk                       404      yes    no      no             no             no               no                 no           yes            policy
prepareOrganizationDomainsOwnershipVerification     404      404    no      no             no             no               no                 no           yes            policy
attemptOrganizationDomainsOwnershipVerification     404      404    no      no             no             no               no                 no           yes            policy
`

/**
 * What users do with organizations that they name, or are shown, and no permission is asked for. Columns: those whom it is
 * about, and somebody else, who administers another organization. `yes`: done or shown. `404`: as if it were not there. `no`: not shown.
 */
export const organizationsOfUsers = `
operation                         own  another
acceptOrganizationInvitation      yes  404
acceptOrganizationSuggestion      yes  404
getOrganizationMemberships        yes  no
getUsersOrganizationInvitations   yes  no
getOrganizationSuggestions        yes  no
touchSession                      yes  404
createSessionToken                yes  404
createSessionTokenWithTemplate    yes  404
`
