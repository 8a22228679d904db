/** For templates that name parts of components, such as `<UserButton.MenuItems>`, which need an import. */
export * from '@keywright/vue'
