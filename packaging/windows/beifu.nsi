; The Windows installer: for the user alone, no administrator, double-click. makensis -DVERSION=… -DDIST=… beifu.nsi
Unicode true
!include "MUI2.nsh"
!define APP "beifu"
!define TITLE "备付"
!define ID "io.github.beifu.Beifu"
!define UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall\${APP}"
!ifndef VERSION
  !error "VERSION is not given"
!endif
!ifndef DIST
  !define DIST "..\..\dist\beifu"
!endif
!ifndef OUT
  !define OUT "beifu-${VERSION}-setup.exe"
!endif
ManifestDPIAware true
!ifdef ICON
  !define MUI_ICON "${ICON}"
  !define MUI_UNICON "${ICON}"
!endif
Name "${TITLE}"
OutFile "${OUT}"
InstallDir "$LOCALAPPDATA\Programs\${APP}"
InstallDirRegKey HKCU "${UNINSTALL}" "InstallLocation"
RequestExecutionLevel user
SetCompressor /SOLID lzma
VIProductVersion "${VERSION}.0"
VIAddVersionKey /LANG=0 "ProductName" "${TITLE}"
VIAddVersionKey /LANG=0 "FileDescription" "${TITLE}"
VIAddVersionKey /LANG=0 "FileVersion" "${VERSION}"
VIAddVersionKey /LANG=0 "LegalCopyright" "GPL-3.0-or-later"
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!define MUI_FINISHPAGE_RUN "$INSTDIR\${APP}.exe"
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "SimpChinese"
!insertmacro MUI_LANGUAGE "English"
LangString RUNNING ${LANG_SIMPCHINESE} "备付正在运行。请先从托盘图标的菜单退出，再点「重试」。"
LangString RUNNING ${LANG_ENGLISH} "Beifu is running. Please quit it from the menu of its tray icon, then retry."

; Windows keeps the files of a running program: half of a new version would lie beside half of the old one.
!macro WaitUntilClosed UN
Function ${UN}WaitUntilClosed
  again:
    IfFileExists "$INSTDIR\${APP}.exe" 0 closed
    ClearErrors
    FileOpen $0 "$INSTDIR\${APP}.exe" a
    IfErrors 0 free
    MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "$(RUNNING)" /SD IDCANCEL IDRETRY again
    Abort
  free:
    FileClose $0
  closed:
FunctionEnd
!macroend
!insertmacro WaitUntilClosed ""
!insertmacro WaitUntilClosed "un."

Section
  Call WaitUntilClosed
  SetOutPath "$INSTDIR"
  ; An upgrade must not find modules of the version before.
  RMDir /r "$INSTDIR\_internal"
  File /r "${DIST}\*.*"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  CreateShortcut "$SMPROGRAMS\${TITLE}.lnk" "$INSTDIR\${APP}.exe"
  WriteRegStr HKCU "Software\Classes\.beifu" "" "${ID}.backup"
  WriteRegStr HKCU "Software\Classes\${ID}.backup" "" "备付备份"
  WriteRegStr HKCU "Software\Classes\${ID}.backup\shell\open\command" "" '"$INSTDIR\${APP}.exe" "%1"'
  WriteRegStr HKCU "${UNINSTALL}" "DisplayName" "${TITLE}"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayIcon" "$INSTDIR\${APP}.exe"
  WriteRegStr HKCU "${UNINSTALL}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL}" "Publisher" "The Beifu authors"
  WriteRegStr HKCU "${UNINSTALL}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegDWORD HKCU "${UNINSTALL}" "NoModify" 1
  WriteRegDWORD HKCU "${UNINSTALL}" "NoRepair" 1
SectionEnd

; The user's data lie elsewhere and stay.
Section "Uninstall"
  Call un.WaitUntilClosed
  ; Nothing but our own: the folder was the user's choice and may hold other things.
  RMDir /r "$INSTDIR\_internal"
  Delete "$INSTDIR\${APP}.exe"
  Delete "$INSTDIR\${APP}-cli.exe"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\${TITLE}.lnk"
  DeleteRegKey HKCU "Software\Classes\AppUserModelId\${TITLE}"
  DeleteRegKey HKCU "Software\Classes\.beifu"
  DeleteRegKey HKCU "Software\Classes\${ID}.backup"
  DeleteRegKey HKCU "${UNINSTALL}"
  DeleteRegValue HKCU "Software\Microsoft\Windows\CurrentVersion\Run" "Beifu"
SectionEnd
