import { type DocumentedAnswers, profileWith } from './documented-answer.ts'

export const others: DocumentedAnswers = {
  twitch: [
    {
      source: 'https://dev.twitch.tv/docs/authentication/getting-tokens-oidc/',
      hasOwnValues: true,
      tokens: {
        access_token: 'rfx2uswqe8l4g1mkagrvg5tv0ks3',
        expires_in: 14124,
        id_token: 'eyJhbGciOiJSUzI1NiIsInR5cCI6IkpXVCIsImtpZCI6IjEifQ...',
        refresh_token: '5b93chm6hdve3mycz05zfzatkfdenfspp1h1ar2xxdalen01',
        scope: ['channel:moderate', 'chat:edit', 'chat:read'],
        token_type: 'bearer',
      },
      profile: {},
      claims: {
        sub: '713936733',
        email: 'foofoo@example.com',
        email_verified: true,
        picture: 'https://static-cdn.jtvnw.net/user-default-pictures-uv/cdd517fe-profile_image-300x300.png',
        preferred_username: 'foofoo',
        updated_at: '2022-01-20T16:42:47Z',
      },
      expected: profileWith({
        providerUserId: '713936733',
        emailAddress: 'foofoo@example.com',
        isEmailAddressVerified: true,
        username: 'foofoo',
        imageUrl: 'https://static-cdn.jtvnw.net/user-default-pictures-uv/cdd517fe-profile_image-300x300.png',
      }),
    },
  ],
  tiktok: [
    {
      source: 'https://developers.tiktok.com/doc/tiktok-api-v2-get-user-info',
      tokens: {
        access_token: 'act.example12345Example12345Example',
        expires_in: 86400,
        open_id: 'afd97af1-b87b-48b9-ac98-410aghda5344',
        refresh_expires_in: 31536000,
        refresh_token: 'rft.example12345Example12345Example',
        scope: 'user.info.basic,video.list',
        token_type: 'Bearer',
      },
      profile: {
        info: {
          data: {
            user: {
              avatar_url:
                'https://p19-sign.tiktokcdn-us.com/tos-avt-0068-tx/b17f0e4b3a4f4a50993cf72cda8b88b8~c5_168x168.jpeg',
              open_id: '723f24d7-e717-40f8-a2b6-cb8464cd23b4',
              union_id: 'c9c60f44-a68e-4f5d-84dd-ce22faeb0ba1',
            },
          },
          error: { code: 'ok', message: '', log_id: '20220829194722CBE87ED59D524E727021' },
        },
      },
      expected: profileWith({
        providerUserId: '723f24d7-e717-40f8-a2b6-cb8464cd23b4',
        imageUrl:
          'https://p19-sign.tiktokcdn-us.com/tos-avt-0068-tx/b17f0e4b3a4f4a50993cf72cda8b88b8~c5_168x168.jpeg',
      }),
    },
  ],
  instagram: [
    {
      source:
        'https://developers.facebook.com/docs/instagram-platform/instagram-api-with-instagram-login/business-login',
      tokens: {
        data: [
          {
            access_token: 'EAACEdEose0...',
            user_id: '1020...',
            permissions: 'instagram_business_basic,instagram_business_manage_messages',
          },
        ],
      },
      profile: { me: { data: [{ user_id: '17841405822304914', username: 'jayposiris' }] } },
      expected: profileWith({ providerUserId: '17841405822304914', username: 'jayposiris' }),
    },
  ],
  spotify: [
    {
      source: 'https://developer.spotify.com/documentation/web-api/reference/get-current-users-profile',
      tokens: {
        access_token: 'NgCXRK...MzYjw',
        token_type: 'Bearer',
        scope: 'user-read-private user-read-email',
        expires_in: 3600,
        refresh_token: 'NgAagA...Um_SHo',
      },
      profile: {
        me: {
          country: 'SE',
          display_name: 'JM Wizzler',
          email: 'email@example.com',
          href: 'https://api.spotify.com/v1/users/wizzler',
          id: 'wizzler',
          images: [
            {
              url: 'https://i.scdn.co/image/ab67616d00001e02ff9ca10b55ce82ae553c8228',
              height: 300,
              width: 300,
            },
          ],
          product: 'premium',
          type: 'user',
          uri: 'spotify:user:wizzler',
        },
      },
      expected: profileWith({
        providerUserId: 'wizzler',
        emailAddress: 'email@example.com',
        firstName: 'JM',
        lastName: 'Wizzler',
        imageUrl: 'https://i.scdn.co/image/ab67616d00001e02ff9ca10b55ce82ae553c8228',
      }),
    },
  ],
  line: [
    {
      source: 'https://developers.line.biz/en/docs/line-login/verify-id-token/',
      tokens: {
        access_token: 'bNl4YEFPI/hjFWhTqexp4MuEw5YPs...',
        expires_in: 2592000,
        id_token: 'eyJhbGciOiJIUzI1NiJ9...',
        refresh_token: 'Aa1FdeggRhTnPNNpxr8p',
        scope: 'profile',
        token_type: 'Bearer',
      },
      profile: {},
      claims: {
        sub: 'U1234567890abcdef1234567890abcdef',
        amr: ['pwd'],
        name: 'Taro Line',
        picture: 'https://sample_line.me/aBcdefg123456',
        email: 'taro.line@example.com',
      },
      expected: profileWith({
        providerUserId: 'U1234567890abcdef1234567890abcdef',
        emailAddress: 'taro.line@example.com',
        firstName: 'Taro',
        lastName: 'Line',
        imageUrl: 'https://sample_line.me/aBcdefg123456',
      }),
    },
  ],
  coinbase: [
    {
      source: 'https://docs.cdp.coinbase.com/coinbase-app/api-architecture/resource-users',
      tokens: {
        access_token: '6915ab99857fec1e6f2f6c078583756d0c09d7207750baea28dfbc3d4b0f2cb80',
        token_type: 'bearer',
        expires_in: 7200,
        refresh_token: '73a3431906de603504c1e8437709b0f47d07bed11981fe61b522278a81a9232b7',
        scope: 'wallet:user:read wallet:accounts:read',
      },
      profile: {
        user: {
          data: {
            id: '9da7a204-544e-5fd1-9a12-61176c5d4cd8',
            name: 'User One',
            username: 'user1',
            profile_url: 'https://coinbase.com/user1',
            avatar_url:
              'https://images.coinbase.com/avatar?h=vR%2FY8igBoPwuwGren5JMwvDNGpURAY%2F0nRIOgH%2FY2Qh%2BQ6nomR3qusA%2Bh6o2%0Af9rH&s=128',
            resource: 'user',
            resource_path: '/v2/user',
            email: 'user1@example.com',
          },
        },
      },
      expected: profileWith({
        providerUserId: '9da7a204-544e-5fd1-9a12-61176c5d4cd8',
        emailAddress: 'user1@example.com',
        username: 'user1',
        firstName: 'User',
        lastName: 'One',
        imageUrl:
          'https://images.coinbase.com/avatar?h=vR%2FY8igBoPwuwGren5JMwvDNGpURAY%2F0nRIOgH%2FY2Qh%2BQ6nomR3qusA%2Bh6o2%0Af9rH&s=128',
      }),
    },
  ],
}
