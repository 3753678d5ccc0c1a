declare const __WARDLINE_VERSION__: string;
