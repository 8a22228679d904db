import { Component, CUSTOM_ELEMENTS_SCHEMA } from '@angular/core'
import { RouterLink, RouterOutlet } from '@angular/router'

/** Angular takes elements that it does not know as they are, once it is told so. */
@Component({
  selector: 'app-root',
  imports: [RouterLink, RouterOutlet],
  schemas: [CUSTOM_ELEMENTS_SCHEMA],
  template: `
    <header>
      <a routerLink="/">Shop</a>
      <keywright-user-button [options]="button"></keywright-user-button>
    </header>
    <main><router-outlet /></main>
  `,
})
export class App {
  readonly button = { showName: true }
}
