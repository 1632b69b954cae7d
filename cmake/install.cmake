# cmake --install build/release --prefix DIR: the program, and its data where it looks for them beside itself.
include(GNUInstallDirs)
install(TARGETS backstory RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(FILES ${CMAKE_BINARY_DIR}/body.glb ${CMAKE_BINARY_DIR}/wholes.glb ${CMAKE_BINARY_DIR}/body.fields
              ${CMAKE_BINARY_DIR}/body.surface
        DESTINATION ${CMAKE_INSTALL_DATADIR}/backstory)
install(DIRECTORY ${CMAKE_SOURCE_DIR}/assets DESTINATION ${CMAKE_INSTALL_DATADIR}/backstory)
install(DIRECTORY ${BACKSTORY_FONTS_DIR} DESTINATION ${CMAKE_INSTALL_DATADIR}/backstory)
install(FILES ${CMAKE_SOURCE_DIR}/LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR})
