import { type DocumentedAnswers, profileWith } from './documented-answer.ts'

const microsoftTokens = {
  access_token: 'eyJ0eXAiOiJKV1QiLCJhbGciOiJSUzI1NiIsIng1dCI6Ik5HVEZ2ZEstZnl0aEV1Q...',
  token_type: 'Bearer',
  expires_in: 3599,
  scope: 'https%3A%2F%2Fgraph.microsoft.com%2Fmail.read',
  refresh_token: 'AwABAAAAvPM1KaPlrEqdFSBzjqfTGAMxZGUTdM0t4B4...',
  id_token: 'eyJ0eXAiOiJKV1QiLCJhbGciOiJub25lIn0...',
}
const microsoftClaims = {
  ver: '2.0',
  sub: 'AAAAAAAAAAAAAAAAAAAAAIkzqFVrSaSaFHy782bbtaQ',
  name: 'Abe Lincoln',
  preferred_username: 'AbeLi@microsoft.com',
  oid: '00000000-0000-0000-66f3-3332eca7ea81',
  tid: '9122040d-6c67-4c5b-b112-36a304b66dad',
}
const abe = { providerUserId: microsoftClaims.oid, firstName: 'Abe', lastName: 'Lincoln' }

const appleTokens = {
  access_token: 'adg61...67Or9',
  token_type: 'Bearer',
  expires_in: 3600,
  refresh_token: 'rca7...lABoQ',
  id_token: 'eyJra...96sZg',
}
const appleSubject = '001234.5b3a3bdf9c0b4f049c1471cae1cd1d8d.0001'

export const mostWanted: DocumentedAnswers = {
  google: [
    {
      source: 'https://developers.google.com/identity/openid-connect/openid-connect#obtainuserinfo',
      tokens: {
        access_token: '1/fFAGRNJru1FTz70BzhT3Zg',
        expires_in: 3920,
        token_type: 'Bearer',
        scope: 'openid https://www.googleapis.com/auth/userinfo.email',
        refresh_token: '1//xEoDL4iW3cxlI7yDbSRFYNG01kVKM2C-259HOF2aQbI',
        id_token: 'eyJhbGciOiJSUzI1NiJ9...',
      },
      profile: {},
      claims: {
        sub: '10769150350006150715113082367',
        at_hash: 'HK6E_P6Dh8Y93mRNtsDB1Q',
        hd: 'example.com',
        email: 'jsmith@example.com',
        email_verified: 'true',
      },
      expected: profileWith({
        providerUserId: '10769150350006150715113082367',
        emailAddress: 'jsmith@example.com',
        isEmailAddressVerified: true,
      }),
    },
  ],
  github: [
    {
      source: 'https://docs.github.com/en/rest/users/emails',
      tokens: {
        access_token: 'gho_16C7e42F292c6912E7710c838347Ae178B4a',
        scope: 'repo,gist',
        token_type: 'bearer',
      },
      profile: {
        user: {
          login: 'octocat',
          id: 1,
          avatar_url: 'https://github.com/images/error/octocat_happy.gif',
          name: 'monalisa octocat',
          email: 'octocat@github.com',
        },
        emails: [{ email: 'octocat@github.com', verified: true, primary: true, visibility: 'public' }],
      },
      expected: profileWith({
        providerUserId: '1',
        emailAddress: 'octocat@github.com',
        isEmailAddressVerified: true,
        username: 'octocat',
        firstName: 'monalisa',
        lastName: 'octocat',
        imageUrl: 'https://github.com/images/error/octocat_happy.gif',
      }),
    },
    {
      // `user:email` was denied: the public address is all there is, and nobody says whether it was proven.
      source: 'https://docs.github.com/en/rest/users/users#get-the-authenticated-user',
      tokens: { access_token: 'gho_16C7e42F292c6912E7710c838347Ae178B4a', scope: '', token_type: 'bearer' },
      profile: { user: { login: 'octocat', id: 1, name: null, email: 'octocat@github.com' } },
      expected: profileWith({
        providerUserId: '1',
        emailAddress: 'octocat@github.com',
        username: 'octocat',
      }),
    },
  ],
  apple: [
    {
      source:
        'https://developer.apple.com/documentation/signinwithapple/authenticating-users-with-sign-in-with-apple',
      hasOwnValues: true,
      tokens: appleTokens,
      profile: {},
      claims: {
        sub: appleSubject,
        email: 'dpdcnf87nu@privaterelay.appleid.com',
        email_verified: 'true',
        is_private_email: 'true',
        nonce_supported: true,
        real_user_status: 2,
      },
      callback: {
        user: '{"name":{"firstName":"John","lastName":"Appleseed"},"email":"somebody.else@example.com"}',
      },
      expected: profileWith({
        providerUserId: appleSubject,
        emailAddress: 'dpdcnf87nu@privaterelay.appleid.com',
        isEmailAddressVerified: true,
        firstName: 'John',
        lastName: 'Appleseed',
      }),
    },
    {
      // The second time no name comes, and managed accounts may have no address.
      source: 'https://developer.apple.com/documentation/signinwithapplerestapi/tokenresponse',
      hasOwnValues: true,
      tokens: appleTokens,
      profile: {},
      claims: { sub: appleSubject, nonce_supported: true },
      expected: profileWith({ providerUserId: appleSubject }),
    },
  ],
  microsoft: [
    {
      source: 'https://learn.microsoft.com/en-us/entra/identity-platform/id-tokens',
      tokens: microsoftTokens,
      profile: {},
      claims: microsoftClaims,
      expected: profileWith(abe),
    },
    {
      source:
        'https://learn.microsoft.com/en-us/entra/identity-platform/migrate-off-email-claim-authorization',
      hasOwnValues: true,
      tokens: microsoftTokens,
      profile: {},
      claims: { ...microsoftClaims, email: 'abe@example.com', xms_edov: true },
      expected: profileWith({ ...abe, emailAddress: 'abe@example.com', isEmailAddressVerified: true }),
    },
    {
      // What a stranger's tenant says of somebody else's address.
      source:
        'https://learn.microsoft.com/en-us/entra/identity-platform/migrate-off-email-claim-authorization',
      hasOwnValues: true,
      tokens: microsoftTokens,
      profile: {},
      claims: { ...microsoftClaims, email: 'abe@example.com', email_verified: true, xms_edov: false },
      expected: profileWith({ ...abe, emailAddress: 'abe@example.com' }),
    },
  ],
  facebook: [
    {
      source: 'https://developers.facebook.com/docs/facebook-login/guides/advanced/manual-flow',
      hasOwnValues: true,
      tokens: { access_token: 'EAAGm0PX4ZCps...', token_type: 'bearer', expires_in: 5183944 },
      profile: {
        user: {
          id: '102938475610293',
          name: 'Open Graph Test User',
          first_name: 'Open',
          last_name: 'User',
          email: 'open_jygexjs_user@example.com',
          picture: {
            data: {
              height: 400,
              is_silhouette: false,
              url: 'https://scontent.example.com/p.jpg',
              width: 400,
            },
          },
        },
      },
      expected: profileWith({
        providerUserId: '102938475610293',
        emailAddress: 'open_jygexjs_user@example.com',
        firstName: 'Open',
        lastName: 'User',
        imageUrl: 'https://scontent.example.com/p.jpg',
      }),
    },
  ],
  discord: [
    {
      source: 'https://discord.com/developers/docs/resources/user#user-object-example-user',
      tokens: {
        access_token: '6qrZcUqja7812RVdnEKjpzOL4CvHBFG',
        token_type: 'Bearer',
        expires_in: 604800,
        refresh_token: 'D43f5y0ahjqew82jZ4NViEr2YafMKhue',
        scope: 'identify',
      },
      profile: {
        user: {
          id: '80351110224678912',
          username: 'Nelly',
          discriminator: '1337',
          avatar: '8342729096ea3675442027381ff50dfe',
          verified: true,
          email: 'nelly@discordapp.com',
          flags: 64,
          premium_type: 1,
        },
      },
      expected: profileWith({
        providerUserId: '80351110224678912',
        emailAddress: 'nelly@discordapp.com',
        isEmailAddressVerified: true,
        username: 'Nelly',
        imageUrl: 'https://cdn.discordapp.com/avatars/80351110224678912/8342729096ea3675442027381ff50dfe.png',
      }),
    },
  ],
  x: [
    {
      source: 'https://docs.x.com/x-api/users/lookup/integrate',
      tokens: {
        access_token:
          'Q0Mzb0VhZ0V5dmNXSTEyNER2MFNfVW50RzdXdTN6STFxQlVkTGhTc1lCdlBiOjE2MjIxNDc3NDM5MTQ6MToxOmF0OjE',
        token_type: 'bearer',
        expires_in: 7200,
        scope: 'users.read tweet.read',
      },
      profile: { me: { data: { id: '2244994945', name: 'X Developers', username: 'XDevelopers' } } },
      expected: profileWith({
        providerUserId: '2244994945',
        username: 'XDevelopers',
        firstName: 'X',
        lastName: 'Developers',
      }),
    },
    {
      source: 'https://docs.x.com/x-api/users/get-my-user',
      hasOwnValues: true,
      tokens: {
        access_token:
          'Q0Mzb0VhZ0V5dmNXSTEyNER2MFNfVW50RzdXdTN6STFxQlVkTGhTc1lCdlBiOjE2MjIxNDc3NDM5MTQ6MToxOmF0OjE',
        refresh_token:
          'bWRWa3gzdnk3WHRGU1o0bmRRcTJ5VUxWX1lZTDdJSUtmaWcxbTVxdEFXcW5tOjE2MjIxNDc3NDM5MTQ6MToxOnJ0OjE',
        token_type: 'bearer',
        expires_in: 7200,
      },
      profile: {
        me: {
          data: {
            id: '2244994945',
            name: 'X Developers',
            username: 'XDevelopers',
            confirmed_email: 'developers@example.com',
          },
        },
      },
      expected: profileWith({
        providerUserId: '2244994945',
        emailAddress: 'developers@example.com',
        isEmailAddressVerified: true,
        username: 'XDevelopers',
        firstName: 'X',
        lastName: 'Developers',
      }),
    },
  ],
  linkedin_oidc: [
    {
      source:
        'https://learn.microsoft.com/en-us/linkedin/consumer/integrations/self-serve/sign-in-with-linkedin-v2',
      tokens: {
        access_token: 'AQUvlL_DYEzvT2wz1QJiEPeLioeA',
        expires_in: 5184000,
        scope: 'email,openid,profile',
        token_type: 'Bearer',
        id_token: 'eyJhbGciOiJSUzI1NiJ9...',
      },
      profile: {
        userinfo: {
          sub: '782bbtaQ',
          name: 'John Doe',
          given_name: 'John',
          family_name: 'Doe',
          picture:
            'https://media.licdn-ei.com/dms/image/C5F03AQHqK8v7tB1HCQ/profile-displayphoto-shrink_100_100/0/',
          locale: 'en-US',
          email: 'doe@email.com',
          email_verified: true,
        },
      },
      expected: profileWith({
        providerUserId: '782bbtaQ',
        emailAddress: 'doe@email.com',
        isEmailAddressVerified: true,
        firstName: 'John',
        lastName: 'Doe',
        imageUrl:
          'https://media.licdn-ei.com/dms/image/C5F03AQHqK8v7tB1HCQ/profile-displayphoto-shrink_100_100/0/',
      }),
    },
    {
      source:
        'https://learn.microsoft.com/en-us/linkedin/consumer/integrations/self-serve/sign-in-with-linkedin-v2#response-body-schema',
      tokens: { access_token: 'AQUvlL_DYEzvT2wz1QJiEPeLioeA', expires_in: 5184000, scope: 'r_basicprofile' },
      profile: { userinfo: { sub: '782bbtaQ', name: 'John Doe', given_name: 'John', family_name: 'Doe' } },
      expected: profileWith({ providerUserId: '782bbtaQ', firstName: 'John', lastName: 'Doe' }),
    },
  ],
}
