import { Component, CUSTOM_ELEMENTS_SCHEMA, inject } from '@angular/core'
import { RouterLink } from '@angular/router'
import { Visitor } from './visitor'

@Component({
  selector: 'home-page',
  imports: [RouterLink],
  template: `
    @if (visitor.user(); as user) {
      <h1>Hello {{ user.primaryEmailAddress?.emailAddress }}</h1>
      <a routerLink="/profile">Profile</a>
    } @else if (visitor.user() === null) {
      <h1>Hello stranger</h1>
      <a routerLink="/sign-in">Sign in</a> or <a routerLink="/sign-up">sign up</a>
    }
  `,
})
export class HomePage {
  readonly visitor = inject(Visitor)
}

// The steps of a page stand behind the `#` of its address, where the router leaves them alone.

@Component({
  selector: 'sign-in-page',
  schemas: [CUSTOM_ELEMENTS_SCHEMA],
  template: `<keywright-sign-in fallback-redirect-url="/"></keywright-sign-in>`,
})
export class SignInPage {}

@Component({
  selector: 'sign-up-page',
  schemas: [CUSTOM_ELEMENTS_SCHEMA],
  template: `<keywright-sign-up fallback-redirect-url="/"></keywright-sign-up>`,
})
export class SignUpPage {}

@Component({
  selector: 'profile-page',
  schemas: [CUSTOM_ELEMENTS_SCHEMA],
  template: `<keywright-user-profile></keywright-user-profile>`,
})
export class ProfilePage {}
