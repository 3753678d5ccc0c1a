import { createBrowserRouter, Navigate } from 'react-router';
import { SignInScreen } from '@/features/sign-in/SignInScreen';
import { CrashScreen } from './CrashScreen';
import { Waiting } from './Waiting';

const loadShell = () => import('./Shell');
const loadChats = () => import('@/features/chats/ChatsScreen');

/** While the person reads the sign-in, the screens behind it come over. */
export function loadAhead(): void {
  setTimeout(() => void Promise.all([loadShell(), loadChats()]).catch(() => {}), 1000);
}

export const router = createBrowserRouter([
  {
    errorElement: <CrashScreen />,
    hydrateFallbackElement: <Waiting />,
    children: [
      { path: '/sign-in', element: <SignInScreen /> },
      { path: '/setup', lazy: async () => ({ Component: (await import('@/features/setup/SetupScreen')).SetupScreen }) },
      {
        lazy: async () => ({ Component: (await loadShell()).Shell }),
        children: [
          { index: true, element: <Navigate to="/chats" replace /> },
          {
            path: '/chats/:conversationId?',
            lazy: async () => ({ Component: (await loadChats()).ChatsScreen }),
          },
          {
            path: '/patients/:patientId?',
            lazy: async () => ({ Component: (await import('@/features/patients/PatientsScreen')).PatientsScreen }),
          },
          {
            path: '/scribe/:noteId?',
            lazy: async () => ({ Component: (await import('@/features/scribe/ScribeScreen')).ScribeScreen }),
          },
          { path: '/more', lazy: async () => ({ Component: (await import('@/features/more/MoreScreen')).MoreScreen }) },
          { path: '*', lazy: async () => ({ Component: (await import('./NotFoundScreen')).NotFoundScreen }) },
        ],
      },
    ],
  },
]);
