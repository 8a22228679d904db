/**
 * Who may do what in an organization, for every Frontend operation on one: what is promised, written by hand, and held against
 * the server by `organization-access.test.ts`. Columns: a stranger, who administers another organization; a member whose role
 * allows nothing; members whose roles allow one permission of the system each.
 *
 * `yes`: done, or refused for another reason. `no`: 403 `missing_organization_permission`. `404`: as if it were not there.
 */
export const organizationAccess = `
operation                                           stranger nothing profile:manage profile:delete memberships:read memberships:manage domains:read domains:manage
getOrganization                                     404      yes     yes            yes            yes              yes                yes          yes
updateOrganization                                  404      no      yes            no             no               no                 no           no
deleteOrganization                                  404      no      no             yes            no               no                 no           no
updateOrganizationLogo                              404      no      yes            no             no               no                 no           no
deleteOrganizationLogo                              404      no      yes            no             no               no                 no           no
getOrganizationPolicy                               404      yes     yes            yes            yes              yes                yes          yes
updateOrganizationPolicy                            404      no      yes            no             no               no                 no           no
deleteOrganizationMemberships                       404      yes     yes            yes            yes              yes                yes          yes
ListOrganizationMemberships                         404      no      no             no             yes              no                 no           no
CreateOrganizationMembership                        404      no      no             no             no               yes                no           no
UpdateOrganizationMembership                        404      no      no             no             no               yes                no           no
removeOrganizationMember                            404      no      no             no             no               yes                no           no
ListOrganizationRoles                               404      no      no             no             yes              no                 no           no
createOrganizationInvitations                       404      no      no             no             no               yes                no           no
bulkCreateOrganizationInvitations                   404      no      no             no             no               yes                no           no
getOrganizationInvitations                          404      no      no             no             no               yes                no           no
getAllPendingOrganizationInvitations                404      no      no             no             no               yes                no           no
revokePendingOrganizationInvitation                 404      no      no             no             no               yes                no           no
resendOrganizationInvitation                        404      no      no             no             no               yes                no           no
listOrganizationMembershipRequests                  404      no      no             no             no               yes                no           no
acceptOrganizationMembershipRequest                 404      no      no             no             no               yes                no           no
rejectOrganizationMembershipRequest                 404      no      no             no             no               yes                no           no
ListOrganizationDomains                             404      no      no             no             no               no                 yes          no
CreateOrganizationDomain                            404      no      no             no             no               no                 no           yes
GetOrganizationDomain                               404      no      no             no             no               no                 yes          no
deleteOrganizationDomain                            404      no      no             no             no               no                 no           yes
UpdateOrganizationDomainEnrollmentMode              404      no      no             no             no               no                 no           yes
prepareOrganizationDomainVerification               404      no      no             no             no               no                 no           yes
attemptOrganizationDomainVerification               404      no      no             no             no               no                 no           yes
prepareOrganizationDomainOwnershipVerification      404      no      no             no             no               no                 no           yes
attemptOrganizationDomainOwnershipVerification      404      no      no             no             no               no                 no           yes
createOrganizationDomainsBulk                       404      no      no             no             no               no                 no           yes
prepareOrganizationDomainsOwnershipVerification     404      no      no             no             no               no                 no           yes
attemptOrganizationDomainsOwnershipVerification     404      no      no             no             no               no                 no           yes
`
