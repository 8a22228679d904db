import { type DocumentedAnswers, profileWith } from './documented-answer.ts'

export const forWork: DocumentedAnswers = {
  slack: [
    {
      source: 'https://docs.slack.dev/reference/methods/openid.connect.token',
      tokens: {
        ok: true,
        access_token: 'xoxp-1234',
        token_type: 'Bearer',
        id_token:
          'eyJhbGMiOiJSUzI1NiIsImtpZCI6Im1CMk1BeUtTbjU1NWlzZDBFYmRoS3g2bmt5QWk5eExxOHJ2Q0ViX25PeVkifQ...',
      },
      profile: {},
      claims: {
        sub: 'U0R7MFMJM',
        auth_time: 1626874655,
        at_hash: 'tUbyWGBHe0V32FJEupkgVQ',
        'https://slack.com/team_id': 'T0RR',
        'https://slack.com/user_id': 'U0JM',
        email: 'bront@slack-corp.com',
        email_verified: true,
        date_email_verified: 1622128723,
        locale: 'en-US',
        name: 'brent',
        given_name: '',
        family_name: '',
        'https://slack.com/user_image_24': 'https://secure.gravatar.com/avatar/bc.png',
      },
      expected: profileWith({
        providerUserId: 'U0R7MFMJM',
        emailAddress: 'bront@slack-corp.com',
        isEmailAddressVerified: true,
        firstName: 'brent',
        label: null,
      }),
    },
  ],
  notion: [
    {
      source: 'https://developers.notion.com/changelog/retrieve-information-about-your-token',
      tokens: {
        access_token: 'e202e8c9-0990-40af-855f-ff8f872b1ec6c',
        bot_id: 'b3414d659-1224-5ty7-6ffr-cc9d8773drt601288f',
        duplicated_template_id: null,
        owner: { workspace: true },
        workspace_icon: 'https://website.domain/images/image.png',
        workspace_id: 'j565j4d7x3-2882-61bs-564a-jj9d9ui-c36hxfr7x',
        workspace_name: "Ada's Notion Workspace",
      },
      profile: {
        me: {
          object: 'user',
          id: '16d84278-ab0e-484c-9bdd-b35da3bd8905',
          name: 'pied piper',
          avatar_url: null,
          type: 'bot',
          bot: {
            owner: {
              type: 'user',
              user: {
                object: 'user',
                id: '5389a034-eb5c-47b5-8a9e-f79c99ef166c',
                name: 'christine makenotion',
                avatar_url: null,
                type: 'person',
                person: { email: 'christine@makenotion.com' },
              },
            },
          },
        },
      },
      expected: profileWith({
        providerUserId: '5389a034-eb5c-47b5-8a9e-f79c99ef166c',
        emailAddress: 'christine@makenotion.com',
        firstName: 'christine',
        lastName: 'makenotion',
        label: "Ada's Notion Workspace",
      }),
    },
  ],
  atlassian: [
    {
      source: 'https://developer.atlassian.com/cloud/oauth/getting-started/faq',
      // The page names three members, and no type.
      tokens: { access_token: 'eyJraWQiOiJmZTM2Z...', expires_in: 3600, scope: 'read:me offline_access' },
      profile: {
        me: {
          account_type: 'atlassian',
          account_id: '112233aa-bb11-cc22-33dd-445566abcabc',
          email: 'mia@example.com',
          name: 'Mia Krystof',
          picture:
            'https://avatar-management--avatars.us-west-2.prod.public.atl-paas.net/112233aa-bb11-cc22-33dd-445566abcabc/1234abcd-9876-54aa-33aa-1234dfsade9487ds',
          account_status: 'active',
          nickname: 'mkrystof',
          zoneinfo: 'Australia/Sydney',
          locale: 'en-US',
        },
      },
      expected: profileWith({
        providerUserId: '112233aa-bb11-cc22-33dd-445566abcabc',
        emailAddress: 'mia@example.com',
        username: 'mkrystof',
        firstName: 'Mia',
        lastName: 'Krystof',
        imageUrl:
          'https://avatar-management--avatars.us-west-2.prod.public.atl-paas.net/112233aa-bb11-cc22-33dd-445566abcabc/1234abcd-9876-54aa-33aa-1234dfsade9487ds',
      }),
    },
  ],
  dropbox: [
    {
      source: 'https://www.dropbox.com/developers/documentation/http/documentation#users-get_current_account',
      tokens: {
        access_token:
          'sl.u.AbX9y6Fe3AuH5o66-gmJpR032jwAwQPIVVzWXZNkdzcYT02akC2de219dZi6gxYPVnYPrpvISRSf9lxKWJzYLjtMPH-d9fo_0gXex7X37VIvpty4-G8f4-WX45AcEPfRnJJDwzv-',
        expires_in: 14400,
        token_type: 'bearer',
        scope: 'account_info.read files.content.read files.content.write files.metadata.read',
        refresh_token: 'nBiM85CZALsAAAAAAAAAAQXHBoNpNutK4ngsXHsqW4iGz9tisb3JyjGqikMJIYbd',
        account_id: 'dbid:AAH4f99T0taONIb-OurWxbNQ6ywGRopQngc',
        uid: '12345',
      },
      profile: {
        account: {
          account_id: 'dbid:AAH4f99T0taONIb-OurWxbNQ6ywGRopQngc',
          name: {
            given_name: 'Franz',
            surname: 'Ferdinand',
            familiar_name: 'Franz',
            display_name: 'Franz Ferdinand (Personal)',
            abbreviated_name: 'FF',
          },
          email: 'franz@dropbox.com',
          email_verified: true,
          disabled: false,
          locale: 'en',
          referral_link: 'https://db.tt/ZITNuhtI',
          is_paired: true,
          account_type: { '.tag': 'business' },
        },
      },
      expected: profileWith({
        providerUserId: 'dbid:AAH4f99T0taONIb-OurWxbNQ6ywGRopQngc',
        emailAddress: 'franz@dropbox.com',
        isEmailAddressVerified: true,
        firstName: 'Franz',
        lastName: 'Ferdinand',
      }),
    },
  ],
  box: [
    {
      source: 'https://developer.box.com/reference/get-users-me/',
      tokens: {
        access_token: 'c3FIOG9vSGV4VHo4QzAyg5T1JvNnJoZ3ExaVNyQWw6WjRsanRKZG5lQk9qUE1BVQ',
        expires_in: 3600,
        token_type: 'bearer',
        restricted_to: [],
        refresh_token: 'c3FIOG9vSGV4VHo4QzAyg5T1JvNnJoZ3ExaVNyQWw6WjRsanRKZG5lQk9qUE1BVQ',
      },
      profile: {
        user: {
          id: '11446498',
          type: 'user',
          name: 'Aaron Levie',
          login: 'ceo@example.com',
          language: 'en',
          timezone: 'Africa/Bujumbura',
          status: 'active',
          avatar_url: 'https://www.box.com/api/avatar/large/181216415',
        },
      },
      expected: profileWith({
        providerUserId: '11446498',
        emailAddress: 'ceo@example.com',
        firstName: 'Aaron',
        lastName: 'Levie',
        imageUrl: 'https://www.box.com/api/avatar/large/181216415',
      }),
    },
  ],
  hubspot: [
    {
      source:
        'https://developers.hubspot.com/docs/api-reference/2026-03/authentication/oauth-tokens/token-introspect',
      hasOwnValues: true,
      tokens: {
        access_token: 'CKDZpunPLhICAQEYs-gDIIGOBii1hQIyGQAf3xBKEgsYjYMJVvlHEz9tFHAwSq1TQAM40s0D',
        refresh_token: '6f18f26a-3e95-4d95-a6e5-3d5c6e5c9e5a',
        expires_in: 1800,
        token_type: 'bearer',
        token_use: 'access_token',
        hub_id: 62515,
        user_id: 123456,
        scopes: ['oauth', 'contacts'],
      },
      profile: {
        token: {
          active: true,
          token_use: 'access_token',
          token_type: 'access',
          app_id: 456789,
          client_id: 'a1b2c3d4-e5f6-7890-abcd-ef1234567890',
          expires_in: 1799,
          hub_id: 62515,
          hub_domain: 'demo.hubspot.com',
          user_id: 123456,
          user: 'user@example.com',
          scopes: ['oauth', 'contacts'],
        },
      },
      expected: profileWith({
        providerUserId: '123456',
        emailAddress: 'user@example.com',
        label: 'demo.hubspot.com',
      }),
    },
  ],
  xero: [
    {
      source: 'https://developer.xero.com/documentation/oauth2/sign-in',
      hasOwnValues: true,
      tokens: {
        access_token: 'eyJhbGciOiJSUzI1NiIsImtpZCI6...',
        expires_in: 1800,
        token_type: 'Bearer',
        refresh_token: 'abc123',
        scope: 'openid profile email offline_access',
        id_token: 'eyJhbGciOiJSUzI1NiIsImtpZCI6...',
      },
      profile: {},
      claims: {
        sub: 'db0e4c8c5d2f5b2e9e94dffd9be3ac4e',
        xero_userid: '1945393b-6eb7-4143-b083-7ab26cd7690b',
        global_session_id: 'f3a2e8e1e9b84dd5a6a2f5e7c2c9a0b1',
        preferred_username: 'portal.user@example.com',
        email: 'portal.user@example.com',
        given_name: 'Portal',
        family_name: 'User',
      },
      expected: profileWith({
        providerUserId: 'db0e4c8c5d2f5b2e9e94dffd9be3ac4e',
        emailAddress: 'portal.user@example.com',
        firstName: 'Portal',
        lastName: 'User',
      }),
    },
  ],
}
