/// <reference types="@keywright/astro/env" />
