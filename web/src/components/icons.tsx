import type { ReactNode } from 'react';

/** Drawn on a 24 grid with one stroke, so that they sit with the type; sized in rem, so that they grow with it. */
function icon(paths: ReactNode) {
  return function Icon({ size = 22 }: { size?: number }) {
    return (
      <svg
        width={`${size / 16}rem`}
        height={`${size / 16}rem`}
        viewBox="0 0 24 24"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.75"
        strokeLinecap="round"
        strokeLinejoin="round"
        aria-hidden="true"
        focusable="false"
      >
        {paths}
      </svg>
    );
  };
}

export const ChatsIcon = icon(<path d="M4 5.5h16v11H10.5L6 20v-3.500H4zM8 9.500h8M8 12.750h5" />);
export const PatientsIcon = icon(
  <>
    <path d="M3 6v13M3 16.500h18V19M21 16.500v-3a3 3 0 0 0-3-3h-7.500v6" />
    <circle cx="6.750" cy="12.250" r="1.750" />
  </>,
);
export const MoreIcon = icon(
  <>
    <path d="M4 7h10M18 7h2M4 17h2M10 17h10" />
    <circle cx="16" cy="7" r="2" />
    <circle cx="8" cy="17" r="2" />
  </>,
);
export const BackIcon = icon(<path d="M14.500 5 8 12l6.500 7" />);
export const DownIcon = icon(<path d="M12 5v13M6.500 12.500 12 18l5.500-5.500" />);
export const SendIcon = icon(<path d="M4.500 12 3.500 4.500 21 12 3.500 19.500zM4.500 12H12" />);
export const PlusIcon = icon(<path d="M12 5v14M5 12h14" />);
export const SearchIcon = icon(
  <>
    <circle cx="10.500" cy="10.500" r="6" />
    <path d="m15 15 5 5" />
  </>,
);
export const CloseIcon = icon(<path d="m6 6 12 12M18 6 6 18" />);
export const ReplyIcon = icon(<path d="M9 6 4 11l5 5M4.500 11H14a6 6 0 0 1 6 6v1" />);
export const DetailsIcon = icon(
  <>
    <rect x="3.500" y="4.500" width="17" height="15" rx="2" />
    <path d="M14.500 4.500v15M17 8.500h1M17 11.500h1" />
  </>,
);
export const FlagIcon = icon(<path d="M6 21V4M6 4.500c4-2.500 7 2.500 12 0v9c-5 2.500-8-2.500-12 0" />);
export const CheckIcon = icon(<path d="m5 12.500 4.500 4.500L19 7.500" />);
export const AlertIcon = icon(<path d="M12 4 2.750 19.500h18.500zM12 10v4.500M12 17v.01" />);
export const GroupIcon = icon(
  <>
    <circle cx="9" cy="9" r="3" />
    <path d="M3.500 19c.5-3.500 2.500-5 5.500-5s5 1.500 5.500 5M15 6.250a3 3 0 0 1 0 5.500M17 14.250c2 .5 3.250 2 3.500 4.750" />
  </>,
);
export const NoteIcon = icon(<path d="M6 3.500h8.500L19 8v12.500H6zM14 3.500V8.500h5M9 12.500h7M9 16h5" />);
export const SparkIcon = icon(<path d="M11 4.500 13 10l5.500 2-5.500 2-2 5.500L9 14l-5.500-2L9 10zM18.500 3.500v4M16.500 5.500h4" />);
export const CopyIcon = icon(
  <>
    <rect x="8.500" y="8.500" width="11" height="11.500" rx="2" />
    <path d="M15.500 8.500v-2a2 2 0 0 0-2-2h-7a2 2 0 0 0-2 2v7.500a2 2 0 0 0 2 2h2" />
  </>,
);
export const DownloadIcon = icon(<path d="M12 4v10.500M7 10l5 5 5-5M4.500 19.500h15" />);
export const UploadIcon = icon(<path d="M12 15V4.500M7 9l5-5 5 5M4.500 19.500h15" />);
export const BinIcon = icon(<path d="M4.500 7h15M9.500 7V4.500h5V7M6.500 7l.75 12.500h9.500L17.500 7M10.250 11v5M13.750 11v5" />);
export const ScribeIcon = icon(<path d="M4 19.500h7M15.500 4.500l4 4L9 19H5v-4zM13 7l4 4" />);
