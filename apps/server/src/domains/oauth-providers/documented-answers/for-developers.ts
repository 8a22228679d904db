import { type DocumentedAnswers, profileWith } from './documented-answer.ts'

export const forDevelopers: DocumentedAnswers = {
  gitlab: [
    {
      source: 'https://docs.gitlab.com/integration/openid_connect_provider/',
      hasOwnValues: true,
      tokens: {
        access_token: 'de6780bc506a0446309bd9362820ba8aed28aa506c71eedbe1c5c4f9dd350e54',
        token_type: 'bearer',
        expires_in: 7200,
        refresh_token: '8257e65c97202ed1726cf9571600918f3bffb2544b26e00a61df9897668c33a1',
        created_at: 1607635748,
        id_token: 'eyJhbGciOiJSUzI1NiJ9...',
      },
      claims: {
        sub: '1574083',
        sub_legacy: '90e8e83a',
        auth_time: 1607635700,
        email: 'john@example.com',
        email_verified: true,
        groups_direct: ['mygroup'],
      },
      profile: {
        userinfo: {
          sub: '1574083',
          name: 'John Smith',
          nickname: 'john_smith',
          email: 'john@example.com',
          email_verified: true,
          profile: 'https://gitlab.com/john_smith',
          picture: 'https://gitlab.com/uploads/user/avatar/1574083/cd8.jpeg',
          groups: ['mygroup'],
        },
      },
      expected: profileWith({
        providerUserId: '1574083',
        emailAddress: 'john@example.com',
        isEmailAddressVerified: true,
        username: 'john_smith',
        firstName: 'John',
        lastName: 'Smith',
        imageUrl: 'https://gitlab.com/uploads/user/avatar/1574083/cd8.jpeg',
      }),
    },
  ],
  bitbucket: [
    {
      source: 'https://developer.atlassian.com/cloud/bitbucket/rest/api-group-users/#api-user-emails-get',
      hasOwnValues: true,
      tokens: {
        access_token: 'rXS3uKjTIb5FZqtpGYaZxk7MqEWmNMmDVKGTFpNxRhE=',
        scopes: 'account email',
        expires_in: 7200,
        refresh_token: 'fXNMZrBpDMrLPKpcAR',
        token_type: 'bearer',
        state: 'authorization_code',
      },
      profile: {
        user: {
          type: 'user',
          uuid: '{d301aafa-d676-4ee0-88be-962be7417567}',
          account_id: '557058:ba8948b2-49da-43a9-9e8b-e7249b8e324a',
          display_name: 'Erik van Zijst',
          nickname: 'evzijst',
          links: { avatar: { href: 'https://bitbucket.org/account/evzijst/avatar/32/' } },
        },
        emails: {
          values: [
            { type: 'email', email: 'erik@example.com', is_primary: false, is_confirmed: true },
            { type: 'email', email: 'evzijst@atlassian.com', is_primary: true, is_confirmed: true },
          ],
        },
      },
      expected: profileWith({
        providerUserId: '{d301aafa-d676-4ee0-88be-962be7417567}',
        emailAddress: 'evzijst@atlassian.com',
        isEmailAddressVerified: true,
        username: 'evzijst',
        firstName: 'Erik',
        lastName: 'van Zijst',
        imageUrl: 'https://bitbucket.org/account/evzijst/avatar/32/',
      }),
    },
  ],
  vercel: [
    {
      source: 'https://vercel.com/docs/sign-in-with-vercel/tokens',
      tokens: {
        access_token: 'vca_example',
        token_type: 'Bearer',
        expires_in: 3600,
        scope: 'openid email profile offline_access',
        refresh_token: 'vcr_example',
        id_token: 'eyJhbGciOiJSUzI1NiJ9...',
      },
      profile: {},
      claims: {
        sub: '345e869043f1e55f8bdc837c',
        jti: '50e67781-c8b6-4391-98d1-89d755bb095a',
        name: 'John Doe',
        preferred_username: 'john-doe',
        picture: 'https://vercel.com/api/www/avatar/00159aa4c88348dedc91a456b457d1baa48df6d',
        email: 'user@example.com',
      },
      expected: profileWith({
        providerUserId: '345e869043f1e55f8bdc837c',
        emailAddress: 'user@example.com',
        username: 'john-doe',
        firstName: 'John',
        lastName: 'Doe',
        imageUrl: 'https://vercel.com/api/www/avatar/00159aa4c88348dedc91a456b457d1baa48df6d',
      }),
    },
  ],
  huggingface: [
    {
      source: 'https://huggingface.co/docs/huggingface.js/hub/interfaces/UserInfo',
      hasOwnValues: true,
      tokens: {
        access_token: 'hf_oauth_example',
        token_type: 'bearer',
        expires_in: 28800,
        scope: 'openid profile email',
        id_token: 'eyJhbGciOiJSUzI1NiJ9...',
      },
      claims: { sub: '62f264b9f3c90f4b6514a269' },
      profile: {
        userinfo: {
          sub: '62f264b9f3c90f4b6514a269',
          name: 'Julien Chaumond',
          preferred_username: 'julien-c',
          profile: 'https://huggingface.co/julien-c',
          picture: 'https://huggingface.co/avatars/f2a3e2b0.png',
          email: 'julien@example.com',
          email_verified: false,
          isPro: true,
          orgs: [],
        },
      },
      expected: profileWith({
        providerUserId: '62f264b9f3c90f4b6514a269',
        emailAddress: 'julien@example.com',
        username: 'julien-c',
        firstName: 'Julien',
        lastName: 'Chaumond',
        imageUrl: 'https://huggingface.co/avatars/f2a3e2b0.png',
      }),
    },
  ],
  linear: [
    {
      source: 'https://linear.app/developers/oauth-2-0-authentication',
      hasOwnValues: true,
      tokens: {
        access_token: '00a21d8b0c4e2375114e49c067dfb81eb0d2076f48354714cd5df984d87b67cc',
        token_type: 'Bearer',
        expires_in: 86399,
        scope: 'read write',
        refresh_token: 'sz0c8ffy95zj2ff6bh1hiausauw3dbfsu4gly1z4p49b5odqv8l7owunb654vg1f',
      },
      profile: {
        graphql: {
          data: {
            viewer: {
              id: '2a6b1f0e-0a4c-4d2a-8d8e-3f5f9a1c7b10',
              name: 'Karri Saarinen',
              displayName: 'karri',
              email: 'karri@example.com',
              avatarUrl: null,
              organization: { name: 'Linear' },
            },
          },
        },
      },
      expected: profileWith({
        providerUserId: '2a6b1f0e-0a4c-4d2a-8d8e-3f5f9a1c7b10',
        emailAddress: 'karri@example.com',
        username: 'karri',
        firstName: 'Karri',
        lastName: 'Saarinen',
        label: 'Linear',
      }),
    },
  ],
}
